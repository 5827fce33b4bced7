"""What stands where and until when: the places, the calendar, the switch for mourning."""
