"""`python -m cptracker`."""

from cptracker.cli import main

if __name__ == "__main__":
    main()
