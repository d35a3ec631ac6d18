"""List the named character references of the HTML Standard (section 13.5) that
stand for one character beyond ASCII into tables/sources/entities.tsv, from the
copy of the standard's table that Python has.
"""

import html.entities
import pathlib

if __name__ == "__main__":
    rows = []
    for name, text in html.entities.html5.items():
        if name.endswith(";") and len(text) == 1 and not text.isascii():
            rows.append(f"{name[:-1]}\t{ord(text):04X}\n")
    path = pathlib.Path(__file__).parent / "sources" / "entities.tsv"
    path.write_text("".join(sorted(rows)), encoding="ascii")
