"""The plan: read strictly, checked, edited without harm, tracked over time and exchanged."""
