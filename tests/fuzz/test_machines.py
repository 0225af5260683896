"""State machines over real project files, the same examples every time; `packaging/dev.py fuzz`
goes on for as long as one likes."""

from hypothesis import settings

from tests.fuzz.colleagues_machine import ColleaguesMachine
from tests.fuzz.project_machine import ProjectMachine
from tests.fuzz.review_machine import ReviewMachine

TestProject = ProjectMachine.TestCase
TestProject.settings = settings(
    max_examples=4, stateful_step_count=30, derandomize=True, deadline=None, database=None
)
TestColleagues = ColleaguesMachine.TestCase
TestColleagues.settings = settings(
    max_examples=4, stateful_step_count=10, derandomize=True, deadline=None, database=None
)
TestReview = ReviewMachine.TestCase
TestReview.settings = settings(
    max_examples=4, stateful_step_count=20, derandomize=True, deadline=None, database=None
)
