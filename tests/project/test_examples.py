"""The examples for embedders, each run as its user would, with the library from the built wheel.

Run with `pytest -m packaging`; it installs FastAPI, Streamlit and a kernel from PyPI. The one of
Spark runs with `-m spark`.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from built_packages import ROOT, call

from cptracker.files.bundled import PACKAGE

EXAMPLES = ROOT / "docs" / "examples"
RECORDS = {"RECORDS": str(PACKAGE / "example_records")}

FASTAPI = """
import sys
from concurrent.futures import ThreadPoolExecutor
from fastapi.testclient import TestClient
sys.path.insert(0, sys.argv[1])
import fastapi_app
client = TestClient(fastapi_app.app)
assert len(client.get("/measures").json()) > 60
rows = client.get("/measures/dental-checks?by=sex").json()
assert [row["group"] for row in rows] == ["", "male", "female", "unknown"], rows
assert rows[0]["audience"].startswith("RESTRICTED")
assert client.get("/measures/dental-cheks").status_code == 404
names = ["dental-checks", "peps-in-timescale"] * 5
with ThreadPoolExecutor(10) as pool:
    answers = list(pool.map(lambda name: client.get("/measures/" + name), names))
assert {answer.status_code for answer in answers} == {200}
print("served")
"""

STREAMLIT = """
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file(sys.argv[1] + "/streamlit_app.py", default_timeout=300).run()
assert not app.exception, app.exception
app.selectbox[0].select("dental-checks").run()
app.selectbox[1].select("sex").run()
assert not app.exception, app.exception
assert list(app.dataframe[0].value["group"]) == ["", "male", "female", "unknown"]
assert "RESTRICTED" in app.warning[0].value
print("shown")
"""

NOTEBOOK = """
import sys
import nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
resources = {"metadata": {"path": sys.argv[2]}}
NotebookClient(book, timeout=300, kernel_name="python3", resources=resources).execute()
outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
assert outputs and not [output for output in outputs if output.output_type == "error"]
print("executed")
"""

INSTALLED = """
import cptracker
registry = cptracker.find_measures()
assert registry.problems == (), registry.problems
measure = registry.measures["peps-nearly-in-time"]
assert measure.origin == "our-measures", measure.origin
print(measure.path)
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory, wheel):
    """An environment with the wheel, what embeds it, and a package of measures."""
    folder = tmp_path_factory.mktemp("examples")
    venv.create(folder, with_pip=True)
    program = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    libraries = ("fastapi", "httpx", "streamlit", "pandas", "nbclient", "ipykernel")
    call(program, "-m", "pip", "install", "-q", f"{wheel}[duckdb]", *libraries, cwd=folder)
    ours = shutil.copytree(EXAMPLES / "our_measures", folder / "our_measures")
    call(program, "-m", "pip", "install", "-q", "--no-deps", ours, cwd=folder)
    return program


@pytest.mark.packaging
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("program", "said"),
    [
        pytest.param(FASTAPI, "served", id="FastAPI"),
        pytest.param(STREAMLIT, "shown", id="Streamlit"),
    ],
)
def test_a_server_and_a_dashboard(program, said, python, tmp_path):
    assert said in call(python, "-c", program, EXAMPLES, cwd=tmp_path, **RECORDS)


@pytest.mark.packaging
def test_a_pool_of_threads(python, tmp_path):
    said = call(python, EXAMPLES / "thread_pool.py", cwd=tmp_path, **RECORDS)

    assert said == "4 measures are the same on polars and duckdb\n"


@pytest.mark.packaging
def test_the_notebook_that_init_writes(python, tmp_path):
    call(python, "-m", "cptracker", "init", "mine", cwd=tmp_path)
    (book,) = (tmp_path / "mine").glob("*.ipynb")

    assert "executed" in call(python, "-c", NOTEBOOK, book, tmp_path / "mine", cwd=tmp_path)


@pytest.mark.packaging
def test_a_package_of_measures(python, tmp_path):
    """It is found by its entry point, names its own file, and holds its examples."""
    path = call(python, "-c", INSTALLED, cwd=tmp_path).strip()
    listed = call(python, "-m", "cptracker", "measures", cwd=tmp_path)
    text = call(python, "-m", "cptracker", "check", "--measures", path, cwd=tmp_path)

    assert Path(path).parts[-3:] == ("site-packages", "our_measures", "plans.py")
    assert "peps-nearly-in-time" in listed
    assert "does not hold" not in text


@pytest.mark.spark
def test_a_pipeline_on_spark():
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none")
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("Spark is not installed: pip install 'cptracker[spark]'")
    done = subprocess.run(
        [sys.executable, EXAMPLES / "spark_pipeline.py"],
        env={**os.environ, **RECORDS}, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    assert "|dental-checks|202526|      310|        350|" in done.stdout
