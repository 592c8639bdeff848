//! What a rule finds odd about a day.

/// Something that a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingCode {
    /// Scans show presence, the signed recap says absent.
    TerminalAgainstRecap,
    /// The signed recap says present, a scan is required and there is none.
    RecapWithoutScan,
    /// A terminal saw a person who is on leave or ill.
    ScanWhileAway,
    /// The day is over and only one scan is known.
    SinglePunch,
    /// A scan is required and there is only a check-in.
    CheckinWithoutScan,
    /// All scans lie outside the hours in which they count.
    ScanOutsideHours,
    /// Duty was at the office, and the only check-ins are from elsewhere or prove no place.
    FarCheckin,
    /// The person worked away from the office, and the report of the day did not come in time.
    WorkReportMissing,
    /// The report of a day away from the office was sent back and did not come again in time.
    WorkReportSentBack,
    /// There is a report of a day away from the office, and no check-in.
    ReportWithoutCheckin,
    /// Duty was at home by a roster, and the person was at the office: more may be there than law lets.
    OfficeOnHomeDay,
}

impl FindingCode {
    /// Every code.
    pub const ALL: [Self; 11] = [
        Self::TerminalAgainstRecap,
        Self::RecapWithoutScan,
        Self::ScanWhileAway,
        Self::SinglePunch,
        Self::CheckinWithoutScan,
        Self::ScanOutsideHours,
        Self::FarCheckin,
        Self::WorkReportMissing,
        Self::WorkReportSentBack,
        Self::ReportWithoutCheckin,
        Self::OfficeOnHomeDay,
    ];

    /// Returns the name that stands in tables and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TerminalAgainstRecap => "terminal_against_recap",
            Self::RecapWithoutScan => "recap_without_scan",
            Self::ScanWhileAway => "scan_while_away",
            Self::SinglePunch => "single_punch",
            Self::CheckinWithoutScan => "checkin_without_scan",
            Self::ScanOutsideHours => "scan_outside_hours",
            Self::FarCheckin => "far_checkin",
            Self::WorkReportMissing => "work_report_missing",
            Self::WorkReportSentBack => "work_report_sent_back",
            Self::ReportWithoutCheckin => "report_without_checkin",
            Self::OfficeOnHomeDay => "office_on_home_day",
        }
    }

    /// Returns the code of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == name)
    }

    /// Returns the finding in English words, for logs and files.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::TerminalAgainstRecap => "scans show presence, the signed recap says absent",
            Self::RecapWithoutScan => "the signed recap says present, a scan is required and missing",
            Self::ScanWhileAway => "a terminal saw a person who is on leave or ill",
            Self::SinglePunch => "only one scan is known",
            Self::CheckinWithoutScan => "a scan is required, there is only a check-in",
            Self::ScanOutsideHours => "all scans lie outside the hours in which they count",
            Self::FarCheckin => "duty was at the office, the check-ins prove no place of work",
            Self::WorkReportMissing => "the work report of a day away from the office did not come in time",
            Self::WorkReportSentBack => "the work report was sent back and did not come again in time",
            Self::ReportWithoutCheckin => "there is a work report of the day and no check-in",
            Self::OfficeOnHomeDay => "duty was at home by a roster, the person was at the office",
        }
    }

    /// Returns whether somebody has to resolve it.
    pub(crate) fn needs_somebody(self) -> bool {
        !matches!(self, Self::ScanOutsideHours | Self::OfficeOnHomeDay)
    }
}

/// A set of findings without an allocation: a day is judged many thousand times in a rebuild.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FindingSet(u16);

impl FindingSet {
    pub(crate) fn add(&mut self, code: FindingCode) {
        self.0 |= 1 << code as u8;
    }

    pub(crate) fn add_if(&mut self, is_so: bool, code: FindingCode) {
        if is_so {
            self.add(code);
        }
    }

    pub(crate) fn has(self, code: FindingCode) -> bool {
        self.0 & (1 << code as u8) != 0
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = FindingCode> {
        FindingCode::ALL.into_iter().filter(move |code| self.has(*code))
    }
}
