"""`python -m daw`: the same as the command `daw`."""

from daw.cli import main

if __name__ == "__main__":
    main()
