import sys

from oracle.notebook import main

main(*sys.argv[1:])
