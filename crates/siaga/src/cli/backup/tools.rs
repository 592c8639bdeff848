//! The programs of PostgreSQL. What they are started with is for everybody on the machine to see, so the
//! password goes by their environment.

use crate::cli::CliError;
use anyhow::{Result, bail};
use std::process::Command;

/// Returns a call of a program on a database.
pub(super) fn command(name: &str, address: &str) -> Result<Command> {
    let (address, password) = without_password(address)?;
    let mut command = Command::new(name);
    command.arg("--dbname").arg(address);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    Ok(command)
}

/// Runs a program to its end; what it says stays on the screen.
pub(super) fn run(command: &mut Command, name: &str) -> Result<()> {
    let status = command.status().map_err(|error| {
        tracing::debug!(%error, name, "a program could not be started");
        CliError::fault(format!("{name} tidak ditemukan; pasang paket postgresql-client"))
    })?;
    if !status.success() {
        bail!(CliError::fault(format!("{name} gagal ({status}); lihat pesannya di atas.")));
    }
    Ok(())
}

/// Takes the password out of an address, before the `@` or among the parameters.
fn without_password(address: &str) -> Result<(String, Option<String>)> {
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let mut password = None;
    let authority = match authority.rsplit_once('@') {
        None => authority.to_owned(),
        Some((user, host)) => {
            let (user, given) =
                user.split_once(':').map_or((user, None), |(user, given)| (user, Some(given)));
            password = given;
            format!("{user}@{host}")
        }
    };
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    let mut kept = Vec::new();
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        match parameter.strip_prefix("password=") {
            Some(given) => password = Some(given),
            None => kept.push(parameter),
        }
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let password = password.map(decoded).transpose()?;
    Ok((format!("{scheme}://{authority}{path}{query}"), password))
}

/// Returns a part of an address with its `%xx` read.
fn decoded(text: &str) -> Result<String> {
    let wrong = || CliError::wrong("Kata sandi di alamat basis data tidak terbaca; periksa tanda %.");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let (digits, after) = after.split_first_chunk::<2>().ok_or_else(wrong)?;
            bytes.extend(hex::decode(digits).map_err(|_| wrong())?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    Ok(String::from_utf8(bytes).map_err(|_| wrong())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_stays_in_the_address() {
        let cases = [
            ("postgres://u:s3cret@h:5432/d", "postgres://u@h:5432/d", Some("s3cret")),
            (
                "postgresql://u:a%40b%25@h/d?sslmode=require",
                "postgresql://u@h/d?sslmode=require",
                Some("a@b%"),
            ),
            (
                "postgres://u@h/d?password=x%20y&connect_timeout=3",
                "postgres://u@h/d?connect_timeout=3",
                Some("x y"),
            ),
            ("postgres://u:a:b@h/d", "postgres://u@h/d", Some("a:b")),
            ("postgres://u@h/d", "postgres://u@h/d", None),
            ("postgres:///d?host=/run/postgresql", "postgres:///d?host=/run/postgresql", None),
        ];
        for (address, bare, password) in cases {
            let expected = (bare.to_owned(), password.map(str::to_owned));
            assert_eq!(without_password(address).unwrap(), expected, "{address}");
        }
        for broken in ["postgres://u:a%4@h/d", "postgres://u:%zz@h/d", "postgres://u:%ff@h/d"] {
            assert!(without_password(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_call_shows_no_password() {
        let call = command("pg_dump", "postgres://u:s3cret@h/d").unwrap();
        assert!(call.get_args().all(|argument| !argument.to_string_lossy().contains("s3cret")));
        assert!(call.get_envs().any(|(name, value)| name == "PGPASSWORD" && value.unwrap() == "s3cret"));
    }
}
