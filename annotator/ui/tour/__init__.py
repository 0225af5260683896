"""The tour: a few steps on the sample that go on when the act is really done."""
