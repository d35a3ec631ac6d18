#!/usr/bin/env python3
"""Damages text as a converter once damaged Chinese pages: `開發區` becomes `開(kāi)發(fā)區(qū)`.

The converter held the page as GBK bytes and replaced two-byte keys wherever it found them, also
where a key was the second byte of one character and the first byte of the next; and a browser read
what came out. Hence `變為實景` becomes `變?yōu)閷?shí)景`.

    gloss.py FILE        prints the damaged page
    gloss.py --jsonl     prints a small corpus, damaged

`page.txt` is `gloss.py page.expected.txt`, and `corpus.jsonl` is `gloss.py --jsonl`.
"""

import json
import random
import sys

READINGS = dict(
    pair.split("=")
    for pair in """
    業=yè 產=chǎn 網=wǎng 發=fā 動=dòng 機=jī 學=xué 進=jìn 關=guān 設=shè 務=wù 標=biāo 聯=lián 質=zhì 術=shù
    調=diào 數=shù 驗=yàn 內=nèi 時=shí 態=tài 現=xiàn 準=zhǔn 環=huán 結=jié 國=guó 實=shí 區=qū 優=yōu 個=gè
    項=xiàng 對=duì 應=yīng 經=jīng 統=tǒng 絡=luò 號=hào 臺=tái 場=chǎng 計=jì 會=huì 規=guī 節=jié 測=cè
    長=zhǎng 過=guò 導=dǎo 開=kāi 創=chuàng 點=diǎn 戶=hù 價=jià 當=dāng 達=dá 團=tuán 領=lǐng 轉=zhuǎn 強=qiáng
    譽=yù 據=jù 級=jí 細=xì 來=lái 線=xiàn 護=hù 營=yíng 構=gòu 問=wèn 預=yù 責=zé 監=jiān 識=shí 認=rèn 隊=duì
    專=zhuān 續=xù 復=fù 庫=kù 說=shuō 績=jī 穩=wěn 無=wú 勢=shì 門=mén 書=shū 購=gòu 遠=yuǎn 鎮=zhèn 銷=xiāo
    見=jiàn 負=fù 廠=chǎng 萬=wàn 協=xié 鄉=xiāng 農=nóng 觀=guān 擴=kuò
    """.split()
)
KEYS = {key.encode("gbk"): f"{key}({reading})".encode("gbk") for key, reading in READINGS.items()}
STOPS = {stop.encode("gbk") for stop in "，。！？、"}

CORPUS = [
    '{"id": 1, "text": %s, "lang": "zh"}',
    '{"lang":"zh","id":2,"text":%s}',
    '{"id": 3, "title": "\\u5165\\u53e3", "text": %s}',
    '{"id": 4, "text": %s, "tags": [ "clean" ]}',
]
TEXTS = [
    "新設備進場后，生產線的產量比去年同期多了三成，廠里的倉庫也擴建了一倍。",
    "學會開發者社區的規劃已經變為實景，歡迎關注我們的網站。",
    "項目進度以現場實際情況為準，有問題請聯系負責人。",
    "河邊的老槐樹開花了，孩子們放學就去樹下寫作業。",
]


def convert(data, chance):
    """Replaces keys, with no regard to where characters begin."""
    out, at = bytearray(), 0
    while at < len(data):
        pair = data[at : at + 2]
        if pair in KEYS:
            out += KEYS[pair]
        elif pair in STOPS:
            if chance.random() < 0.2:
                out += bytes(chance.choices(range(5, 9), k=chance.randint(1, 3)))
            out += pair
        else:
            out += data[at : at + 1]
            at -= 1
        at += 2
    return bytes(out)


def read(data):
    """Reads GBK as the browser did: a pair without a meaning becomes one question mark."""
    out, at = [], 0
    while at < len(data):
        pair = data[at : at + 2]
        if pair[0] < 0x80:
            out.append(chr(pair[0]))
            at += 1
            continue
        try:
            out.append(pair.decode("gbk"))
            at += 2
        except UnicodeDecodeError:
            out.append("?")
            at += 2 if pair[1:] > b"\x20" else 1
    return "".join(out)


def damage(text, chance):
    return read(convert(text.encode("gbk"), chance))


def main():
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    chance = random.Random(1)
    if sys.argv[1:] == ["--jsonl"]:
        for form, text in zip(CORPUS, TEXTS):
            clean = "clean" in form
            text = text if clean else damage(text, chance)
            print(form % json.dumps(text, ensure_ascii="\\u" in form))
    else:
        with open(sys.argv[1], encoding="utf-8", newline="") as page:
            sys.stdout.write(damage(page.read(), chance))


if __name__ == "__main__":
    main()
