//! Which commands each process sends.

use crate::language::program::{self, Statement};

/// What every command sends, process by process.
pub(super) fn sent(processes: &[program::Process]) -> Vec<Vec<usize>> {
    let of = |process: &program::Process| {
        let mut sent = Vec::new();
        process
            .clauses
            .iter()
            .for_each(|clause| commands(&clause.body, &mut sent));
        sent
    };
    processes.iter().map(of).collect()
}

/// The commands that statements send, each once.
fn commands(block: &program::Block, found: &mut Vec<usize>) {
    for statement in block {
        match statement {
            Statement::Send(sending) if !found.contains(&sending.command) => {
                found.push(sending.command);
            }
            Statement::If(_, then, otherwise) => {
                commands(then, found);
                commands(otherwise, found);
            }
            Statement::ForList(_, _, block) | Statement::ForMap(_, _, block) => {
                commands(block, found);
            }
            _ => {}
        }
    }
}
