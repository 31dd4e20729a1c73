from tests.office_fixtures import cast, files, paper_in, quick_press

__all__ = ["cast", "files", "paper_in", "quick_press"]
