# Screen texts of attendance.
