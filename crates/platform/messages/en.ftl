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
problem-platform-agency-path = This agency does not exist. Choose one from the list.
problem-platform-own-account = Your own account cannot be changed here. Ask another administrator.
problem-platform-employee-unknown = Nobody in service today has that number. Check the NIP or staff number.
problem-platform-employee-has-account = { $name } already has an account. Find it in the list, then enable it or make a new password.
problem-platform-scope-needed = This role holds in one agency. Choose the agency.

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
problem-platform-request-unreadable = The address or the content of the request cannot be read. Begin again from the menu.

# One's own account
account-title = My account
account-password-heading = Change the password
account-password-old = Present password
account-password-new = New password
account-password-again = New password once more
account-password-hint = At least { $minimum } letters. A short sentence is easy to remember and hard to guess.
account-password-save = Save the password
account-password-changed = The password was changed.
account-sessions = Open sessions
account-session-program = Program
account-session-unknown = Unknown
account-session-began = Began
account-session-seen = Last used
account-session-end = End
account-session-this = This session
account-session-ended = The session was ended.

# Administration of accounts
accounts-title = Accounts
accounts-caption = Accounts ({ $count })
accounts-search = Search a name
accounts-search-go = Search
accounts-none = No account fits.
accounts-none-hint = Remove the search word or make a new account.
accounts-new = Make an account
accounts-create = Make the account
accounts-login = Login
accounts-login-hint = Without spaces, for example the NIP or a short name.
accounts-name = Name
accounts-since = Made
accounts-state = State
accounts-active = Active
accounts-disabled = Disabled
accounts-temporary = Temporary password
accounts-created = The account was made
accounts-created-text = Temporary password for { $login }:
accounts-created-once = This password is shown only once. Hand it to the person directly. It must be changed at the first sign-in.
accounts-created-next = Give a role
accounts-disable = Disable the account
accounts-disabled-now = The account was disabled. All its sessions are over.
accounts-grants = Roles
accounts-no-grants = No role yet.
accounts-grant-heading = Give a role
accounts-grant = Give the role
accounts-granted = The role was given.
accounts-grant-over = Over
accounts-revoke = Take back
accounts-revoked = The role was taken back.
accounts-role = Role
accounts-role-choose = Choose a role
accounts-scope = Scope: agency
accounts-scope-all = The whole government
accounts-scope-hint = The whole government for roles that are not bound to one agency. Officers and heads must choose one; those below it are included.
accounts-from = From
accounts-until = Until
accounts-until-open = Without end
accounts-login-hint-number = Empty means the NIP or staff number.
accounts-name-hint = Empty means the name of the employee.
accounts-number = NIP or staff number
accounts-number-hint = Links the account to its employee. Leave empty when the holder is no employee.
accounts-employee-role = Give the role Employee in the own agency
accounts-created-person = This account belongs to { $name }.
accounts-person = Employee
accounts-person-none = Not linked to an employee
accounts-own = This is your own account. Change the password under My account; only another administrator can change its roles and state.
accounts-enable = Enable again
accounts-enabled-now = The account is enabled again with its old password and roles.
accounts-reset = Make a new password
accounts-reset-hint = For those who forgot theirs. All sessions of this account end.
accounts-password-reset = The password was replaced
accounts-password-reset-next = Back to the account
accounts-password = Temporary password
accounts-grant-revoked = Taken back { $time }
accounts-grant-ahead = Not begun yet
accounts-scope-gone = An agency that is no more ({ $path })
accounts-batch = Accounts for one agency
accounts-batch-lead = Makes accounts for all employees of one agency who have none, at most { $limit } at a time. The login is the NIP or staff number. Each gets a temporary password and the role Employee.
accounts-batch-agency = Agency
accounts-batch-choose = Choose an agency
accounts-batch-form = List of passwords as
accounts-batch-form-page = A page to print
accounts-batch-form-xlsx = An Excel file (.xlsx)
accounts-batch-create = Make all accounts
accounts-batch-done = Accounts of an agency
accounts-batch-once = This list is shown only once. Print it now, cut it by row and hand each to the person directly.
accounts-batch-none = No new account: all its employees have one or cannot get one.
accounts-batch-left = { $count } employees have no account yet. Do it again to go on.
accounts-batch-skipped = Could not get one: without NIP and staff number, or the number is the login of another account
role-employee = Employee
role-unit-officer = Unit officer
role-agency-head = Head of an agency
role-personnel-agency = Personnel agency
role-regional-leader = Regional secretary or head
role-health-office = Health office
role-social-office = Social affairs office
role-village-office = Village affairs office
role-inspectorate = Inspectorate
role-administrator = Administrator

# Audit log
audit-title = Audit log
audit-caption = Events, the latest first
audit-none = No event fits.
audit-not-for-you = The entries are for the inspectorate. You can verify that they are whole.
audit-action = Action
audit-action-all = All actions
audit-filter = Filter
audit-verify = Verify the chain
audit-holds = The chain holds: { $entries } entries agree. Hash of the chain:
audit-broken = The chain is broken
audit-broken-text = The first { $entries } entries agree. The damage begins at number { $seq }. Tell the inspectorate.
audit-seq = Number
audit-at = Time
audit-actor = Actor
audit-object = Object
audit-detail = Detail
audit-detail-open = Show
audit-facts = Facts
audit-policies = Permitted by
audit-hash = Hash
audit-older = Older ones

# API
api-title = API
api-lead = All JSON addresses that other programs can use, with their content and answers.
api-document = OpenAPI document
api-parameters = Parameters
api-body = Request body
api-schemas = Shapes of data
api-field = Name
api-type = Type
api-required = Required
api-description = Description
api-yes = yes
api-no = no

# Settings
nav-settings = Settings
settings-title = Settings
settings-save = Save
settings-saved = The setting was saved.
settings-none = There is nothing to set here yet.
problem-settings-unknown = There is no setting { $name }.
problem-explain-unknown = Nothing called { $name } can be explained. Open a figure from the board or the recap.
layout-areas = Areas
nav-area-1 = My day
nav-area-2 = Presence
nav-area-3 = Work and services
nav-area-4 = Law
nav-area-5 = Leading
nav-area-6 = People and agencies
nav-area-9 = Installation
