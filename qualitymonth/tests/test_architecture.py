"""The order of the code is a test, so that it cannot rot (README: layers and limits)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

import grimp
import pytest
from django.conf import settings

APPS = ("orgs", "campaigns", "activities")
PACKAGES = ("qualitymonth", *reversed(APPS))
ROOT: Path = settings.BASE_DIR
PYTHON_LINES, TEMPLATE_LINES, VIEW_LINES = 250, 120, 15

# From the edge to the ground; a module not named is a leaf when it stands on leaves only, else a verb.
RANKS = [
    {"apps", "urls", "admin", "api"},
    {"views"},
    {"forms", "tasks", "scoping", "filters", "resources", "benchmarks", "management"},
    {"verbs"},
    {"rules"},
    {"models"},
    {"querysets"},
    {"leaves"},
]
RANK = {name: rank for rank, names in enumerate(RANKS) for name in names}

# Ways to rows that a view may take: each is bounded by the user, or to what everybody may read.
SCOPED = {"visible_to", "managed_by", "coordinated_by", "overseen_by", "made_by", "owed_by", "logged_by"}
SCOPED |= {"awaiting", "public", "acted_by", "deputable_by"}
# Models whose rows are public by nature, with the reason.
OPEN = {
    "Region": "the administrative divisions are a published standard (GB/T 2260)",
    "Campaign": "a year's campaign is known to everybody; its documents are not",
}


def sources(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from (path for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts)


@pytest.fixture(scope="session")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def code(graph: grimp.ImportGraph, app: str) -> list[str]:
    return [m for m in graph.modules if m.startswith(f"{app}.") and not {"tests", "migrations"} & set(m.split("."))]


def rank_of(graph: grimp.ImportGraph, module: str) -> int:
    app, part = module.split(".")[:2]
    stem = part.split("_")[0] if part.startswith(("views_", "forms_", "admin_", "api_")) else part
    if stem in RANK:
        return RANK[stem]
    below = {m for m in graph.find_upstream_modules(module) if m.startswith(f"{app}.")}
    stands_on_code = any(m.split(".")[1] in RANK for m in below)
    return RANK["verbs"] if stands_on_code else RANK["leaves"]


def test_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("app", APPS)
def test_imports_go_down_inside_an_app(graph: grimp.ImportGraph, app: str) -> None:
    wrong = []
    for module in code(graph, app):
        for other in graph.find_modules_directly_imported_by(module):
            if other.startswith(f"{app}.") and rank_of(graph, other) < rank_of(graph, module):
                wrong.append(f"{module} imports {other}")
    assert wrong == []


def test_no_cycle_anywhere(graph: grimp.ImportGraph) -> None:
    below = {
        module: {other for other in graph.find_modules_directly_imported_by(module) if other in graph.modules}
        for module in graph.modules
    }
    TopologicalSorter(below).prepare()  # raises CycleError naming the modules


def test_files_stay_small() -> None:
    limits = [(path, PYTHON_LINES) for path in sources(*PACKAGES)]
    limits += [(path, TEMPLATE_LINES) for path in sorted((ROOT / "templates").rglob("*.*"))]
    sizes = [(str(path.relative_to(ROOT)), len(path.read_bytes().splitlines()), most) for path, most in limits]
    assert [entry for entry in sizes if entry[1] > entry[2]] == []


def test_imports_inside_functions_carry_their_reason() -> None:
    wrong = []
    for path in (path for path in sources(*PACKAGES) if "tests" not in path.parts):
        lines = path.read_text(encoding="utf-8").splitlines()
        for function in functions(path):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and not reason_beside(lines, node):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def reason_beside(lines: list[str], node: ast.stmt) -> bool:
    above = lines[node.lineno - 2].strip()
    own = lines[node.lineno - 1 : node.end_lineno]
    return above.startswith("#") or any("#" in line for line in own)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def edges(*stems: str) -> list[Path]:
    """The apps' modules, or modules of packages, that are called so, such as views.py, views_plan.py, views/plan.py."""
    found = []
    for path in sources(*APPS):
        part = path.relative_to(ROOT).parts[1].removesuffix(".py").split("_")[0]
        if part in stems:
            found.append(path)
    return found


def test_no_view_reaches_a_model_without_the_user() -> None:
    wrong = [entry for path in edges("views", "api") for entry in unscoped(path)]
    assert wrong == []


def unscoped(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            method = parents.get(node)
            name = ast.unparse(node.value)
            if name in OPEN or (isinstance(method, ast.Attribute) and method.attr in SCOPED):
                continue
            yield f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(method or node)}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"get_object_or_404", "get_list_or_404"}:
            first = node.args[0]
            if isinstance(first, ast.Name) and first.id[0].isupper() and first.id not in OPEN:
                yield f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"


def test_views_are_short() -> None:
    """Fetch, form, verb, message, redirect: more than fifteen lines hide a rule. Docstrings do not count."""
    wrong = []
    for path in edges("views"):
        for function in functions(path):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > VIEW_LINES:
                wrong.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name} has {lines} lines")
    assert wrong == []


def test_the_layers_are_written_down_once() -> None:
    """The contract file and this test must not tell different stories."""
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8")
    named = [contract.index(f"({name})") for name in ("urls", "views", "forms", "rules", "models", "querysets")]
    assert all(first < second for first, second in pairwise(named))
