"""The web shell: navigation, dashboard, search, pages of registers, design system."""
