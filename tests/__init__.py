"""The tests: this tree mirrors the package; ui/ and e2e/ need Qt, guards/ watches all the others."""
