//! The demonstration day: Serdang Bedagai, Tuesday 26 May 2020.

mod agencies;
mod dice;
mod fates;
mod names;
mod numbers;
mod pins;
mod staff;
#[cfg(test)]
mod staff_tests;
mod terminals;
mod titles;
