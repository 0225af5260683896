"""What we promise of trust, row by row: which tests show it, and the one table of what they did.

A test belongs to a row of faults and inputs (the table is in `rows`) by its name or by a marker:

    def test_row_12_a_file_cut_in_half(tally): ...
    def test_rows_18_and_19_a_colleague_comes_twice(): ...

    @pytest.mark.trust(9, simulated="the list of mounts is of our making")
    def test_a_folder_on_the_network(): ...

`simulated` says what was not the real thing; it stands below the table. Two fixtures help:

    tally(kills=24, losses=0)           adds to the figures of its rows what the test really did;
                                        it counts while it works, and never types a figure in
    trials(everyday=6, full=60)         how often to try: few in every run, all when the table is
                                        asked for

`python3 packaging/dev.py trust` runs all rows in full and prints the table; `... trust 1 2 33`
only these rows. A row without a test fails.
"""
