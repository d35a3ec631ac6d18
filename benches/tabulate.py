"""Tabulate what the benches measured.

    cargo bench --manifest-path benches/Cargo.toml
    python3 benches/tabulate.py

Reads every estimate that is left under target/criterion, and writes beside this file
results/speed.tsv (all of them), results/speed.md (ratios to each peer of the same group) and
results/speed.svg (the groups that have peers, throughput on a logarithmic axis).
"""

import html
import json
import math
import os
import pathlib
import platform

HERE = pathlib.Path(__file__).parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target"))
RESULTS = HERE / "results"

# What is ours in a group, the first that it has.
OURS = ("mingwen", "corpus")

# Okabe and Ito's colors; ours is the first.
COLORS = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999"]


def estimates():
    """Group, function, units a second, and which units: MB or thousands of items."""
    for file in sorted(TARGET.glob("criterion/**/new/benchmark.json")):
        about = json.loads(file.read_text())
        nanoseconds = json.loads((file.parent / "estimates.json").read_text())["median"]["point_estimate"]
        throughput = about["throughput"] or {}
        if "Bytes" in throughput:
            yield about["group_id"], about["function_id"], throughput["Bytes"] * 1e3 / nanoseconds, "MB/s"
        elif "Elements" in throughput:
            yield about["group_id"], about["function_id"], throughput["Elements"] * 1e6 / nanoseconds, "thousand/s"


def groups(rows):
    found = {}
    for group, function, rate, unit in rows:
        found.setdefault((group, unit), {})[function] = rate
    return dict(sorted(found.items(), key=natural))


def natural(item):
    """Numbers in names count as numbers."""
    words = item[0][0].replace("/", " ").split()
    return [(0, int(word), "") if word.isdigit() else (1, 0, word) for word in words]


def ours(functions):
    return next((name for name in OURS if name in functions), None)


def table(found):
    lines = ["| | mingwen | divided by |", "|---|---|---|"]
    for (group, unit), functions in found.items():
        mine = ours(functions)
        if mine is None:
            continue
        peers = ", ".join(
            f"{name} {ratio(functions[mine] / rate)}"
            for name, rate in sorted(functions.items(), key=lambda one: one[1])
            if not name.startswith(OURS)
        )
        lines.append(f"| {group} | {ratio(functions[mine])} {unit} | {peers or '–'} |")
    return "\n".join(lines) + "\n"


def ratio(number):
    return f"{number:.0f}" if number >= 20 else f"{number:.2g}" if number < 10 else f"{number:.1f}"


def plot(found):
    rows = [
        (group, functions)
        for (group, unit), functions in found.items()
        if unit == "MB/s" and ours(functions) and len(functions) > 1
    ]
    names = sorted({name for _, functions in rows for name in functions if name not in OURS})
    color = {name: COLORS[1 + at % (len(COLORS) - 1)] for at, name in enumerate(names)}
    color |= {name: COLORS[0] for name in OURS}
    rates = [rate for _, functions in rows for rate in functions.values()]
    low, high = math.floor(math.log10(min(rates))), math.ceil(math.log10(max(rates)))
    left, top, step, width = 240, 40, 18, 480
    bottom = top + step * len(rows)
    across = lambda rate: left + (math.log10(rate) - low) / (high - low) * width
    legend = left + width + 30
    height = max(bottom + 40, top + 18 * (len(names) + 2))
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {legend + 220} {height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{left}" y="22" font-size="15">Throughput, MB/s</text>',
    ]
    for power in range(low, high + 1):
        x = across(10.0**power)
        out.append(f'<path d="M{x:.1f} {top - 8}V{bottom}" stroke="#ddd"/>')
        out.append(f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{10.0**power:g}</text>')
    for at, (group, functions) in enumerate(rows):
        y = top + step * at + 4
        out.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{html.escape(group)}</text>')
        out.append(f'<path d="M{left} {y}H{left + width}" stroke="#eee"/>')
        for name, rate in sorted(functions.items(), key=lambda one: one[0] in OURS):
            size = 5 if name in OURS else 3.5
            out.append(
                f'<circle cx="{across(rate):.1f}" cy="{y}" r="{size}" fill="{color[name]}">'
                f"<title>{html.escape(name)}: {rate:.4g} MB/s</title></circle>"
            )
    for at, name in enumerate(["mingwen", *names]):
        y = top + 18 * at
        out.append(f'<circle cx="{legend}" cy="{y}" r="5" fill="{color[name]}"/>')
        out.append(f'<text x="{legend + 12}" y="{y + 4}">{html.escape(name)}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


def main():
    rows = list(estimates())
    if not rows:
        raise SystemExit(f"nothing measured under {TARGET / 'criterion'}: run `cargo bench` first")
    found = groups(rows)
    RESULTS.mkdir(exist_ok=True)
    lines = ["group\tfunction\trate\tunit", *("\t".join((g, f, f"{r:.6g}", u)) for g, f, r, u in rows)]
    (RESULTS / "speed.tsv").write_text("\n".join(lines) + "\n")
    (RESULTS / "speed.md").write_text(table(found))
    (RESULTS / "speed.svg").write_text(plot(found))
    print(f"{len(rows)} measurements on {platform.machine()}, {os.cpu_count()} cores")
    print(table(found), end="")


if __name__ == "__main__":
    main()
