from tests.demo.database import demo_copy, demo_database, demo_file, demo_template

__all__ = ["demo_copy", "demo_database", "demo_file", "demo_template"]
