use crate::bytes::percent_decode;

/// Names the table of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Table {
    /// Punches.
    Attlog,
    /// Operation log, users and templates mixed.
    Operlog,
    /// Settings of the terminal.
    Options,
    /// A photo taken at a punch.
    Attphoto,
    /// Templates of any kind.
    Biodata,
    /// Users, as the answer to a query.
    Userinfo,
    /// Fingerprint templates, as the answer to a query.
    Fingertmp,
    /// Errors of the terminal.
    Errorlog,
    /// National identity card data; never kept.
    Idcard,
    /// A visitor unknown to the terminal.
    RemoteAtt,
    /// Events of access-control firmware.
    Rtlog,
    /// Door states of access-control firmware.
    Rtstate,
    /// A table of access-control firmware, with its name.
    Tabledata(String),
    /// Any other table, with its name: at most 32 letters, digits, `-` and `_`.
    Unknown(String),
}

impl Table {
    /// Returns the table of that name, whatever its case.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "attlog" => Self::Attlog,
            "operlog" => Self::Operlog,
            "options" => Self::Options,
            "attphoto" => Self::Attphoto,
            "biodata" => Self::Biodata,
            "userinfo" => Self::Userinfo,
            "fingertmp" => Self::Fingertmp,
            "errorlog" => Self::Errorlog,
            "idcard" => Self::Idcard,
            "remoteatt" => Self::RemoteAtt,
            "rtlog" => Self::Rtlog,
            "rtstate" => Self::Rtstate,
            _ => Self::Unknown(safe_name(name)),
        }
    }

    /// Returns the access-control table of that name.
    #[must_use]
    pub fn tabledata(name: &str) -> Self {
        Self::Tabledata(safe_name(name))
    }

    /// Returns the name in the spelling of the protocol.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Attlog => "ATTLOG",
            Self::Operlog => "OPERLOG",
            Self::Options => "options",
            Self::Attphoto => "ATTPHOTO",
            Self::Biodata => "BIODATA",
            Self::Userinfo => "USERINFO",
            Self::Fingertmp => "FINGERTMP",
            Self::Errorlog => "ERRORLOG",
            Self::Idcard => "IDCARD",
            Self::RemoteAtt => "RemoteAtt",
            Self::Rtlog => "rtlog",
            Self::Rtstate => "rtstate",
            Self::Tabledata(name) | Self::Unknown(name) => name,
        }
    }

    /// Is a table whose upload is answered with the number of lines; the others get a bare `OK`.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        matches!(
            self,
            Self::Attlog
                | Self::Operlog
                | Self::Biodata
                | Self::Userinfo
                | Self::Fingertmp
                | Self::Errorlog
                | Self::Idcard
        )
    }
}

/// Keeps what may go into logs and columns.
fn safe_name(name: &str) -> String {
    let decoded = percent_decode(name);
    let safe = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    decoded.into_iter().filter(safe).take(32).map(char::from).collect()
}
