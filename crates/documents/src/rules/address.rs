//! The address of the installation that is printed into QR codes.

const ADDRESS_BYTES: usize = 120;

/// Says with a problem code what is wrong with a public address.
///
/// It is https, or http for this machine alone, with host and optional port and path, without a slash at its end.
pub(crate) fn check_public_address(address: &str) -> Result<(), &'static str> {
    const FAULT: &str = "documents.public_address";
    if address.len() > ADDRESS_BYTES || !address.bytes().all(is_address_byte) || address.ends_with('/') {
        return Err(FAULT);
    }
    let (host, is_here_only) = match (address.strip_prefix("https://"), address.strip_prefix("http://")) {
        (Some(rest), _) => (authority(rest), false),
        (None, Some(rest)) => (authority(rest), true),
        (None, None) => return Err(FAULT),
    };
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let is_name = !name.is_empty() && !name.starts_with(['.', '-']) && !name.ends_with(['.', '-']);
    let is_here = matches!(name, "localhost" | "127.0.0.1");
    let is_port = port.parse::<u16>().is_ok_and(|port| port > 0);
    if is_name && is_port && (is_here || !is_here_only) { Ok(()) } else { Err(FAULT) }
}

fn authority(rest: &str) -> &str {
    rest.split('/').next().unwrap_or_default()
}

fn is_address_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'/' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_everywhere_and_http_only_here() {
        for good in [
            "https://siaga.example.go.id",
            "https://siaga.example.go.id:8443",
            "https://example.go.id/siaga",
            "http://127.0.0.1:8080",
            "http://localhost",
        ] {
            assert_eq!(check_public_address(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "siaga.example.go.id",
            "http://siaga.example.go.id",
            "https://siaga.example.go.id/",
            "https://",
            "https://-a",
            "https://a:b",
            "https://a:0",
            "https://user@a",
            "https://a?b=c",
            "https://a b",
            "ftp://localhost",
            "http://localhost.evil.test",
        ] {
            assert!(check_public_address(bad).is_err(), "{bad}");
        }
    }
}
