"""Make passages in other languages from LibreOffice's packages in Debian.

    apt-get download libreoffice-help-{pl,cs,hu,tr,vi} libreoffice-l10n-{he,lt,lv,uk}
    python3 tables/passages.py *.deb > passages.tsv

writes `source TAB language TAB register TAB document TAB text`, which
`cargo run --manifest-path tables/Cargo.toml -- languages FILE` counts. Help is
read by pages, the strings of the user interface (where there is no help in the
language) by catalogs of GNU gettext, twenty strings a document. Vietnamese is
spelled as windows-1258 has it, most tones behind their vowels. MPL-2.0.
"""

import gettext
import html
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

# characters of each language
ENOUGH = 250_000

PARAGRAPH = re.compile(r"<(p|h[1-6]|li|td)\b[^>]*>(.*?)</\1>", re.S)
TAG = re.compile(r"<[^>]*>")
PLACEHOLDER = re.compile(r"%\w+|\$[\(\{]\w+[\)\}]|~|_(?=\w)")


def help_pages(folder):
    for page in sorted(folder.rglob("*.html")):
        source = page.read_text("utf-8")
        yield [html.unescape(TAG.sub("", match[2])) for match in PARAGRAPH.finditer(source)]


def catalogs(folder):
    for path in sorted(folder.rglob("*.mo")):
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)._catalog
        strings = [text for key, text in catalog.items() if key and isinstance(text, str)]
        for start in range(0, len(strings), 20):
            yield [PLACEHOLDER.sub("", text) for text in strings[start:start + 20]]


def as_windows_1258(text):
    def spell(character):
        try:
            character.encode("cp1258")
            return character
        except UnicodeEncodeError:
            # The tone is the mark that stands alone; breve and circumflex stay with the vowel.
            marks = unicodedata.normalize("NFD", character)
            tone = next((mark for mark in marks[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
            return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone
    return "".join(map(spell, text))


def passages(package):
    kind, language = package.name.split("_")[0].split("-")[1:3]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        documents = (help_pages if kind == "help" else catalogs)(pathlib.Path(folder))
        seen, length = set(), 0
        for number, document in enumerate(documents):
            for text in document:
                text = " ".join(text.split())
                if language == "vi":
                    text = as_windows_1258(text)
                if len(text) > 3 and not text.isascii() and text not in seen:
                    seen.add(text)
                    length += len(text)
                    print("lo", language, kind, number, text, sep="\t")
            if length > ENOUGH:
                break


if __name__ == "__main__":
    for name in sys.argv[1:]:
        passages(pathlib.Path(name))
