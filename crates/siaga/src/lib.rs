#![doc = include_str!("../README.md")]

pub mod capabilities;
mod cli;
mod demo;
mod home;
mod program;
mod recap_text;
mod serve;
#[cfg(test)]
mod stories;

use clap::Parser;
use std::process::ExitCode;

/// Runs the program with the arguments of the process and returns its exit code.
pub fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(error) => cli::report(&error),
    }
}
