"""Count how common Han characters are, for tables/sources/han-frequency.tsv.

    python3 tables/count_han_frequency.py FOLDER > tables/sources/han-frequency.tsv

FOLDER is one that `mingwen-tables train` reads: train-hans.txt, train-hant.txt and
train-hant-converted.txt, a passage a line, five fields separated by tabs (source, script, register,
document, text). Of the converted text only what was turned traditional character by character
counts (sources that end in `+s2t`), as glossed pages were.
"""

import collections
import math
import pathlib
import sys

MILLION = 1e6
# U+4E00 to U+9FFF.
HAN = range(0x4E00, 0xA000)


def per_million(path: pathlib.Path, suffix: str = "") -> collections.Counter:
    counts = collections.Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            source, _, _, _, text = line.rstrip("\n").split("\t")
            if source.endswith(suffix):
                counts.update(text)
    total = sum(counts.values())
    return collections.Counter({c: n * MILLION / total for c, n in counts.items()})


def main(folder: pathlib.Path) -> None:
    simplified = per_million(folder / "train-hans.txt")
    native = per_million(folder / "train-hant.txt")
    converted = per_million(folder / "train-hant-converted.txt", "+s2t")
    rows = []
    for character in simplified.keys() | native.keys() | converted.keys():
        traditional = (native[character] + converted[character]) / 2
        mean = (simplified[character] + traditional) / 2
        value = min(round(16 * math.log2(1 + mean)), 255)
        if ord(character) in HAN and value > 0:
            rows.append((-value, character))
    print("# character\tcommonness: round(16 * log2(1 + occurrences per million)), "
          "mean of simplified and traditional text")
    for value, character in sorted(rows):
        print(f"{character}\t{-value}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
