# Frame of pages
layout-skip = Skip to content
layout-menu = Main menu
layout-crumbs = Path of pages
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-simulated = Simulated time:
layout-demo = This is a demonstration. All names and personal data are made up.
layout-footer = Siaga: attendance that can be traced to its evidence.
layout-error-title = Error:
layout-error-heading = Something needs correcting

# Parts of pages
ui-error = Error:
ui-optional = (may stay empty)
ui-pages = Pages of the list
ui-previous = Previous
ui-next = Next
ui-page-of = Page { $page } of { $pages }
ui-explain = Why is this so?

# Menu
nav-accounts = Accounts
nav-audit = Audit log
nav-api = API

# Error pages
failure-missing = Page not found
failure-forbidden = Not allowed
failure-refused = The request cannot be taken
failure-broken = Something failed
failure-incident = Incident number: { $number }. Tell this number to the administrator.
failure-home = To the first page

# General problems
problem-unknown = The request cannot be taken ({ $code }). Check it and try again.
problem-platform-broken = The system made an error. Your data are unchanged. Try again later.
problem-platform-busy = The system is busy. Nothing was stored. Try again in a moment.
problem-platform-slow = The answer took too long. Try again in a moment.
problem-platform-not-found = What was asked for does not exist, or not for you.
problem-platform-page-missing = This address does not exist. Check it, or begin at the first page.
problem-platform-method-not-allowed = This address does not take that kind of request.
problem-platform-conflict = This exists already or somebody else changed it. Reload and try again.
problem-platform-forbidden = Your account has no permission for this. Ask the administrator of accounts if you need it.
problem-platform-signed-out = You are not signed in, or your session is over. Please sign in again.
problem-platform-csrf = This form was not sent from a valid page, or it is too old. Reload the page and send it again.
problem-platform-body-too-large = This is too large. At most { $megabytes } MB. Make the file smaller or split it.
problem-platform-body-slow = Sending took too long. Check the connection and send again.
problem-platform-body-incomplete = Sending broke off halfway. Send again.
problem-platform-media-type = The request must be { $wanted }.
problem-platform-form-unreadable = The form cannot be read. Reload the page and fill it in again.
problem-platform-query-unreadable = This address has a choice that is not known. Begin again from the menu.
problem-platform-json-unreadable = The JSON cannot be read at line { $line }, column { $column }: { $detail }
problem-platform-upload-unreadable = The upload cannot be read. Choose the file and send again.
problem-platform-file-missing = No file was chosen. Choose one file.
problem-platform-no-government = There is no regional government yet. Run the command siaga init.
problem-platform-must-change-password = Change your temporary password before you go on.

# Accounts and sign-in
problem-platform-sign-in-wrong = The login or the password is wrong. Check and try again.
problem-platform-sign-in-throttled = Too many tries. Wait { $minutes } minutes and try again.
problem-platform-login-empty = Give a login without spaces, at most 64 letters.
problem-platform-login-taken = The login { $login } is taken. Choose another.
problem-platform-name-empty = Give the name of the person.
problem-platform-password-length = A password must have { $minimum } to { $maximum } letters.
problem-platform-password-wrong = The password is wrong. Type your present password.
problem-platform-password-differs = The two new passwords differ. Type both again.
problem-platform-grant-dates = The last day is before the first day. Correct one of them.
problem-platform-date = The date cannot be read. Write it like 2020-05-26.
problem-platform-role-unknown = Choose one role from the list.
problem-platform-agency-path = Write the scope as agency numbers from the top down, for example 3/17.

# Table files
problem-files-empty = This file is empty. Choose a file with content.
problem-files-not-a-table = This file is neither CSV nor XLSX. Save it as CSV or Excel (.xlsx) first.
problem-files-old-excel = This is an old Excel file (.xls). Open it in Excel and save it as .xlsx.
problem-files-encoding = Letters in row { $row } cannot be read. Save the file as CSV UTF-8.
problem-files-damaged = This file is damaged or locked by a password. Save it again without one.
problem-files-too-many-rows = Too many rows: at most { $limit }. Split the file.
problem-files-too-many-columns = Too many columns: at most { $limit }. Remove what is not needed.
problem-files-too-big-inside = The content of this file swells beyond { $megabytes } MB. It was refused.
problem-files-no-header = No row of column titles was found. The first row must hold them.
problem-files-uneven = Row { $row } has { $found } columns, the titles have { $expected }. Check the separator.
problem-files-quote = A quotation mark in row { $row } is not closed. Correct it and send again.
problem-files-digits-lost = Row { $row }: the long number "{ $text }" has lost digits. Format the column as text, fill it in again, save again.

# Sign-in
sign-in-title = Sign in
sign-in-login = Login
sign-in-password = Password
sign-in-help = Forgot your password? Ask the administrator of accounts of your government.
