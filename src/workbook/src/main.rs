//! See Async Run, on the command line. The launcher starts itself once more as the shim of each program that it runs,
//! which is not for people and must start fast: it is no command of `cli`.
#![warn(dead_code)]

mod cli;
mod commands;
mod paint;
mod screen;
mod terminal;

use clap::Parser;
use cli::Cli;
use commands::Failure;
use runner::guard::shim;
use std::process::ExitCode;

/// All that was asked for passed.
const PASSED: u8 = 0;
/// Something did not pass.
const NOT_PASSED: u8 = 1;
/// The call or the machine is at fault.
const FAULT: u8 = 2;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    if args.next().is_some_and(|first| first == shim::COMMAND) {
        return shim::main(args);
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // `--help` and `--version` come here too, and are no fault if they can be said.
        Err(said) if said.print().is_ok() && !said.use_stderr() => return PASSED.into(),
        Err(_) => return FAULT.into(),
    };
    terminal::choose_colour();
    match commands::run(cli) {
        Ok(true) => PASSED.into(),
        Ok(false) => NOT_PASSED.into(),
        // Whoever reads the output has gone, `| head` say: there is nobody to complain to.
        Err(Failure::OutputClosed | Failure::Said) => FAULT.into(),
        Err(Failure::Fault(error)) => {
            terminal::complain(&error.to_string());
            FAULT.into()
        }
    }
}
