//! Employee numbers as letters print them.

/// Returns a NIP in the groups in which offices write it: `19750817 200003 2 001`. Anything else stays as it is.
pub fn printed_nip(nip: &str) -> String {
    if nip.len() == 18 && nip.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{} {} {} {}", &nip[..8], &nip[8..14], &nip[14..15], &nip[15..]);
    }
    nip.to_owned()
}

#[cfg(test)]
mod tests {
    use super::printed_nip;

    #[test]
    fn eighteen_digits_stand_in_four_groups() {
        assert_eq!(printed_nip("197508172000032001"), "19750817 200003 2 001");
        assert_eq!(printed_nip("TK-12"), "TK-12");
        assert_eq!(printed_nip("19750817200003200é"), "19750817200003200é");
    }
}
