"""The floor on which every register stands: dated facts, change sets, actions, visibility, import, export."""
