"""Writes testdata/jinja/*.txtar: what CPython's Jinja2 makes of demo templates.

Usage: python3 jinja.py REQUESTS.json POSTBACKS.json, two pages of a demo feed. Needs Jinja2 3.1.
One case per template, the first with several lines, and one per way of failing.
"""
import json, os, sys, traceback
import jinja2


class LookupError_(Exception):
    pass


def render(t):
    asked = iter(t["lookups"])

    def lookups(question, strict=False, default=""):
        answer = next(asked)
        if not answer["hit"] and strict:
            raise LookupError_()
        return answer["value"] if answer["hit"] else default

    try:
        return "want", jinja2.Environment().from_string(t["source"]).render(lookups=lookups, **t["inputContext"])
    except Exception as e:
        line = [f.lineno for f in traceback.extract_tb(e.__traceback__) if f.filename == "<template>"][-1]
        return "error", f"{type(e).__name__.strip('_')} on line {line}: {e}".rstrip(": ")


records = [r["stages"].get("template") for r in json.load(open(sys.argv[1]))["data"]]
records += [p.get("template") for p in json.load(open(sys.argv[2]))["data"]]
cases, names = {}, {}
for t in filter(None, records):
    kind, text = render(t)
    key = (t["source"], text.split(" ")[0] if kind == "error" else "")  # several customers share a source
    name = names.setdefault(key, "-".join(filter(None, [t["name"], t["version"].partition(".")[2] and "spoiled", key[1]])))
    if name not in cases or cases[name][1].count('"quantity"') < 2 <= text.count('"quantity"'):
        cases[name] = (kind, text, t)
for name, (kind, text, t) in cases.items():
    with open(os.path.join(os.path.dirname(__file__), "jinja", name + ".txtar"), "w") as f:
        f.write(f"What CPython's Jinja2 {jinja2.__version__} makes of it.\n-- template --\n{t['source'].rstrip(chr(10))}\n")
        f.write(f"-- context.json --\n{json.dumps(t['inputContext'], ensure_ascii=False, indent=1)}\n")
        f.write(f"-- lookups.json --\n{json.dumps(t['lookups'], ensure_ascii=False)}\n-- {kind} --\n{text}\n")
print(len(cases), "cases")
