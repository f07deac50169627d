"""Figures: named values over registers, evaluated for one unit or all, with the records behind them."""
