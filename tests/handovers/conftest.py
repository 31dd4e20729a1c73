from tests.office_fixtures import cast, files, paper_in, quick_press
from tests.tasks.at_work import in_may, lives

__all__ = ["cast", "files", "in_may", "lives", "paper_in", "quick_press"]
