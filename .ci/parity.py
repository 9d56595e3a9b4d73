"""Compares runs of the native engine with runs of the real lm-eval, item by item, from the files of both.

Written in another language than the program on purpose: it hashes lm-eval's own messages by itself and reads lm-eval's
own files, so that it cannot share a mistake with the code that it checks.
"""

import hashlib
import importlib.metadata
import json
import pathlib
import sys

work = pathlib.Path(sys.argv[1])
names = sys.argv[2:]
OWN = ("arc_easy", "truthfulqa_mc2", "gsm8k", "mmlu")
problems = []
# The one that this interpreter has, which .ci/venv has compared with the proved one.
version = importlib.metadata.version("lm_eval")


def problem(text):
    problems.append(text)


def fingerprint(messages):
    """The hash of messages in trials.jsonl: each part after its length in bytes."""
    digest = hashlib.sha256()

    def add(part):
        raw = str(part).encode("utf-8")
        digest.update(f"{len(raw)}:".encode("ascii"))
        digest.update(raw)

    add(len(messages))
    for message in messages:
        add(message["role"])
        add(message["content"])
    return digest.hexdigest()


def prompt_hash(messages):
    text = json.dumps(messages, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def trials(run):
    lines = (work / "results" / run / "trials.jsonl").read_text(encoding="utf-8").splitlines()
    return {(t["combination"], t["item"], t["repeat"]): t for t in map(json.loads, lines)}


def shown(run):
    document = json.loads((work / f"{run}.json").read_text(encoding="utf-8"))
    if document["more"]:
        problem(f"{run}: {document['more']} trials were not shown")
    return {(t["combination"], t["item"], t["repeat"]): t for t in document["trials"]}


def cells(run):
    document = json.loads((work / "results" / run / "results.json").read_text(encoding="utf-8"))
    return {c["id"]: c for c in document["combinations"]}


def pooled(run):
    """The tasks that were asked, by the names of lm-eval's own samples files."""
    files = (work / "results" / run / "lm-eval").glob("*/output/*/samples_*.jsonl")
    return {file.name[len("samples_") :].rsplit("_", 1)[0] for file in files}


def samples(run):
    """lm-eval's own rows: by the hash of their messages, and by filter."""
    found = {}
    for file in sorted((work / "results" / run / "lm-eval").glob("*/output/*/samples_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row["arguments"]["gen_args_0"]["arg_0"][0]
            messages = json.loads(text)
            if prompt_hash(messages) != row["prompt_hash"]:
                problem(f"{file.name}: doc {row['doc_id']}: lm-eval's prompt_hash is not that of its messages")
            found.setdefault(fingerprint(messages), {})[row["filter"]] = row
    return found


def strict_and_headline(cell, stock):
    if not stock:
        return "strict-match", "flexible-extract"
    filters = [key.split(",")[1] for key in cell["secondary"] if "_stderr" not in key]
    return filters[0], filters[-1]


def reads(filtered, reading, letters, stock):
    """Whether a filter's text and what the program says it read are the same; nothing read is null here.

    The filters of matrix's own benchmarks give exactly what the program shows.
    """
    if not stock:
        return filtered == ("[invalid]" if reading is None else reading)
    if reading is not None:
        return filtered == reading or (letters and filtered.strip(".()*: ").upper() == reading.upper())
    if filtered in ("[invalid]", "") or not filtered.strip():
        return True
    return letters and filtered.strip(".()*: ").upper() not in tuple("ABCDEFGHIJ")


items = 0
own_items = 0
looped = 0
paths = {}
for name in names:
    native, other = f"{name}-native", f"{name}-lm-eval"
    asked, answered = trials(native), trials(other)
    own, theirs = shown(native), shown(other)
    said = samples(other)
    here, there = cells(native), cells(other)
    if asked.keys() != answered.keys():
        problem(f"{name}: the engines asked other items: {sorted(asked.keys() ^ answered.keys())[:3]}")
    for key in sorted(asked.keys() & answered.keys()):
        items += 1
        label = f"{name} {key}"
        one, two = asked[key], answered[key]
        stock = "/lm-eval/" in key[0]
        if one["calls"][0]["messages_hash"] != two["calls"][0]["messages_hash"]:
            problem(f"{label}: other messages")
        here_text, there_text = one["calls"][-1]["text"], two["calls"][-1]["text"]
        if here_text != there_text:
            # docs/parity.md: the native engine ends a reply that loops; what is there must be lm-eval's beginning.
            if not stock and one["calls"][-1]["done_reason"] == "repetition" and there_text.startswith(here_text):
                looped += 1
            else:
                problem(f"{label}: other replies, so scores cannot be compared")
        if stock and one["key"] != two["key"]:
            problem(f"{label}: other trial keys")
        rows = said.get(one["calls"][0]["messages_hash"])
        if rows is None:
            problem(f"{label}: lm-eval's samples hold no such messages")
            continue
        for field in ("reading", "strict_reading", "correct"):
            if own[key][field] != theirs[key][field]:
                problem(f"{label}: {field} {own[key][field]} natively, {theirs[key][field]} by lm-eval")
        strict, headline = strict_and_headline(here[key[0]], stock)
        letters = stock and "mmlu" in key[0]
        for which, reading in ((strict, own[key]["strict_reading"]), (headline, own[key]["reading"])):
            row = rows[which]
            filtered = row["filtered_resps"][0]
            if not reads(filtered, reading, letters, stock):
                problem(f"{label}: {which} reads {filtered!r}, natively {reading!r}")
            invalid = "nothing" if reading is None else "right" if row["exact_match"] == 1 else "wrong"
            task = key[0].split("/lm-eval/")[1].split("/")[0] if stock else key[0].split("/")[2]
            paths.setdefault((task, key[0].split("/")[1] == "cot", which), []).append(invalid)
        if own[key]["correct"] != (rows[headline]["exact_match"] == 1):
            problem(f"{label}: exact_match {rows[headline]['exact_match']}, natively {own[key]['correct']}")
        own_items += 0 if stock else 1
    for id in sorted(here.keys() & there.keys()):
        one, two = here[id], there[id]
        for field in ("score", "strict", "stderr", "total", "raw_score"):
            if one[field] != two[field]:
                problem(f"{name} {id}: {field} {one[field]} natively, {two[field]} by lm-eval")
        if not 0.2 <= one["score"] <= 0.8:
            problem(f"{name} {id}: a score of {one['score']} proves little; it should be from .2 to .8")
        if two["lm_eval"]["version"] != version:
            problem(f"{name} {id}: asked by lm-eval {two['lm_eval']['version']}, not by {version}")
        if two["lm_eval"]["disagreements"]:
            problem(f"{name} {id}: lm-eval reads otherwise on {two['lm_eval']['disagreements'][:3]}")
        if len(two["lm_eval"]["tasks"]) != 1:
            # With a wrapper lm-eval asks its leaves alone: each has its numbers, and their items are compared above.
            if one["secondary"] is None:
                problem(f"{name} {id}: lm-eval has no single number for {two['lm_eval']['tasks']}")
            continue
        whole = two["lm_eval"]["metrics"].get(two["lm_eval"]["tasks"][0], {})
        own_numbers = {
            "exact_match,strict-match": one["strict"],
            "exact_match,flexible-extract": one["score"],
            "exact_match_stderr,flexible-extract": one["stderr"],
        }
        # What lm-eval pools over several tasks is another estimate than that over all items.
        if one["secondary"] is None and two["lm_eval"]["tasks"][0] + "_1" in pooled(other):
            del own_numbers["exact_match_stderr,flexible-extract"]
        for metric, value in (one["secondary"] or own_numbers).items():
            if metric not in whole or abs((whole[metric] or 0) - (value or 0)) > 1e-12:
                problem(f"{name} {id}: {metric} is {value} natively, {whole.get(metric)} by lm-eval")
for path, seen in sorted(paths.items()):
    # Replies with reasoning nearly always end in an answer, and matrix's own reading finds most: of a few dozen samples perhaps each.
    few = path[1] or path[0] in OWN
    wanted = {"right", "wrong"} | ({"nothing"} if len(seen) >= 100 or not few else set())
    if not wanted <= set(seen):
        problem(f"{path}: the replies never made it read {sorted(wanted - set(seen))}")

for text in problems[:20]:
    print("parity:", text)
if problems:
    print(f"parity: FAILED, {len(problems)} differences in {items} items")
    sys.exit(1)
print(f"parity: {own_items} items of matrix's own benchmarks by lm-eval's own filters and numbers; {looped} replies that looped were ended early natively")
print(f"parity: RUN {items} items by lm-eval {version}, all prompt hashes, filtered replies and scores equal")
