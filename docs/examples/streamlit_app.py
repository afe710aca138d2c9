"""A dashboard on your own machine: `streamlit run streamlit_app.py`.

Streamlit runs this from top to bottom at every click; what is loaded is kept in its cache.
"""

import os

import streamlit as st

import cptracker


@st.cache_resource
def loaded() -> tuple[cptracker.Registry, cptracker.Records]:
    """The measures and the records, once for all who look."""
    registry = cptracker.find_measures()
    folder = os.environ.get("RECORDS", "records")
    return registry, cptracker.load_records(folder, tables=registry.tables)


registry, records = loaded()
st.title("Measures of children in care")
st.warning("RESTRICTED: exact figures, not for publication")
name = st.selectbox("Measure", sorted(registry.measures))
breakdown = st.selectbox("By", ["", *registry.measures[name].by])
table = cptracker.compute(name, records, registry=registry, by=breakdown or ())
st.caption(registry.measures[name].definition)
st.dataframe(table.to_pandas())
