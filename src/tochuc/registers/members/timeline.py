"""A member's life in the organisation, in the order it happened."""

from __future__ import annotations

from tochuc.kernel.register.declaration import Event
from tochuc.registers.members.models import HandbookAccount, Member


def member_events(member: Member) -> list[Event]:
    events = [
        Event(member.decided_on, "Quyết định kết nạp"),
        Event(member.joined_on, "Vào Đảng", "Lễ kết nạp; bắt đầu dự bị"),
        Event(member.official_on, "Đảng viên chính thức"),
    ]
    if member.arrived_on != member.joined_on:
        events.append(Event(member.arrived_on, "Vào danh sách của tỉnh", member.get_joined_how_display()))
    events += [
        Event(stay.since, "Sinh hoạt tại chi bộ", stay.cell.name)
        for stay in member.cells.select_related("cell").order_by("since")
    ]
    events += [
        Event(account.since, "Có tài khoản Sổ tay đảng viên điện tử")
        for account in HandbookAccount.objects.filter(member=member)
    ]
    if member.left_on:
        events.append(Event(member.left_on, "Ra khỏi danh sách", member.get_left_how_display()))
    return sorted((event for event in events if event.on), key=lambda event: event.on)
