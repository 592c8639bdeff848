//! The program `siaga`; everything is in the library beside it, so that stories can run it too.

use std::process::ExitCode;

fn main() -> ExitCode {
    siaga::main()
}
