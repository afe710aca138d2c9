"""`python -m cptracker`."""

from cptracker.cli.app import main

if __name__ == "__main__":
    main()
