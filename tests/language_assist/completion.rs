//! What is offered at a place.

use super::{HERE, labels, model, offered_in};
use foldline::language::assist::Entry;
use foldline::language::compile;

/// A model to write in.
const LIBRARY: &str = include_str!("library.fold");

/// What is offered where `by` is written instead of a part of a text: the text was checked before that, or just now.
fn changed(text: &str, part: &str, by: &str) -> [Vec<Entry>; 2] {
    assert!(text.contains(part), "{part:?} is in the text");
    let marked = text.replacen(part, by, 1);
    let (before, after) = marked.split_once(HERE).expect("a place");
    let now = format!("{before}{after}");
    [text, &now].map(|checked| offered_in(&now, &compile(checked).meanings, before.len()))
}

#[test]
fn explore() {
    assert!(compile(LIBRARY).model.is_some(), "{:?}", compile(LIBRARY).diagnostics);
    for (part, by) in [
        ("record BookAdded(title)", "record ‸"),
        ("record BookAdded(title)", "‸"),
        ("record BookAdded(title)", "record BookAdded(‸"),
        ("record BookAdded(title)", "require ‸"),
        ("record BookAdded(title)", "require title ‸"),
        ("record BookAdded(title)", "require title.‸"),
        ("record BookAdded(title)", "let x = loans.filter(loan => loan.‸"),
        ("record BookAdded(title)", "let x = loans.filter(loan => ‸)"),
        ("record BookAdded(title)", "let x = loans.filter(loan => loan.days > 2).first\n    require x.‸"),
        ("record BookAdded(title)", "let x = (loans.first else nobody())\n    x.‸"),
        ("record BookAdded(title)", "for loan in loans {\n      if loan.‸\n    }"),
        ("record BookAdded(title)", "for place, loan in loans.indexed {\n      if loan.reader.‸\n    }"),
        ("record BookAdded(title)", "require kind == ‸"),
        ("record BookAdded(title)", "require kind == N‸"),
        ("record BookAdded(title)", "require Kind.‸"),
        ("record BookAdded(title)", "require state.‸"),
        ("record BookAdded(title)", "require Shelf[book].‸"),
        ("record BookAdded(title)", "refuse X \"{tit‸"),
        ("record BookAdded(title)", "refuse X \"{title.‸}\""),
        ("record BookAdded(title)", "refuse X \"tit‸"),
        ("record BookAdded(title)", "// tit‸"),
        ("title = title", "‸"),
        ("title = title", "kind = ‸"),
        ("title = title", "title = ‸"),
        ("title = title", "add ‸"),
        ("title = title", "add x ‸"),
        ("title = title", "add x to ‸"),
        ("    title: Text\n", "    title: ‸\n"),
        ("    title: Text\n", "    title: Map<‸\n"),
        ("    title: Text\n", "    title: Map<Id, ‸\n"),
        ("    title: Text\n", "    ‸\n"),
        ("by Librarian (", "by ‸ ("),
        ("by Librarian (", "by Librarian, ‸ ("),
        ("by Librarian (", "‸"),
        ("(book: Id new, title", "(book: Id ‸, title"),
        ("(book: Id new, title", "(book: Id from ‸, title"),
        ("(book: Id new, title", "(book: Id from Shelf.‸, title"),
        ("(book: Id new, title", "(book: Id from Shelf.book ‸, title"),
        ("(book: Id new, title", "(book: Id from Shelf.book where ‸, title"),
        ("(book: Id new, title", "(book: Id from Shelf.book where onLoan == ‸, title"),
        ("(book: Id new, title", "(book: Id from Shelf.book showing ‸, title"),
        ("(book: Id new, title", "(..‸, title"),
        (" reads Shelf[book]", " reads ‸"),
        ("row.title = title", "‸"),
        ("row.title = title", "row.‸"),
        ("row.title = title", "rows[book].‸"),
        ("row.title = title", "row.title = ‸"),
        ("on BookBorrowed { row", "on ‸ { row"),
        ("on BookAdded { row", "on BookAdded, ‸ { row"),
        ("on BookBorrowed { set", "on ‸ { set"),
        ("on BookBorrowed { set", "on BookBorrowed ‸ { set"),
        ("on BookBorrowed { set", "on BookBorrowed when ‸ { set"),
        ("on BookBorrowed { set", "on refusal of ‸ { set"),
        ("set Overdue at now + 2 weeks", "‸"),
        ("set Overdue at now + 2 weeks", "set ‸"),
        ("set Overdue at now + 2 weeks", "set Overdue ‸"),
        ("set Overdue at now + 2 weeks", "set Overdue at ‸"),
        ("set Overdue at now + 2 weeks", "send ‸"),
        ("set Overdue at now + 2 weeks", "send Remind(book) ‸"),
        ("set Overdue at now + 2 weeks", "send Remind(book) as ‸"),
        ("set Overdue at now + 2 weeks", "send Remind(book) not after ‸"),
        ("set Overdue at now + 2 weeks", "send Remind(‸"),
        ("when Overdue passes for", "when ‸"),
        ("when Overdue passes for", "when Ben ‸"),
        ("when Overdue passes for", "when Ben as ‸"),
        ("when Overdue passes for", "when Ben as Reader: ‸"),
        ("then sends Remind(\"b1\")", "then ‸"),
        ("then sends Remind(\"b1\")", "then sends ‸"),
        ("then sends Remind(\"b1\")", "then Shelf[\"b1\"] is { ‸"),
        ("then sends Remind(\"b1\")", "‸"),
        ("given BookBorrowed(\"b1\"", "given ‸"),
        ("given BookBorrowed(\"b1\"", "given BookBorrowed(‸"),
        ("after 5 min", "‸"),
        ("after 5 min", "Ada as Librarian: ‸"),
        ("process Reminding", "‸\n\nprocess Reminding"),
        ("process Reminding", "agg‸\n\nprocess Reminding"),
        ("define nobody(): Loan = Loan(\"\", 0)", "define nobody(): ‸"),
        ("define nobody(): Loan = Loan(\"\", 0)", "define nobody(): Loan = ‸"),
        ("define nobody(): Loan = Loan(\"\", 0)", "define nobody(): Loan = Loan(‸"),
        ("invariant \"Title\": title.size < 80", "invariant \"Title\": ‸"),
        ("invariant \"Title\": title.size < 80", "inv‸"),
        ("invariant \"Title\": title.size < 80", "invariant \"Title\": title.size < ‸"),
        ("sends BorrowBook (book", "sends ‸ (book"),
        ("sends BorrowBook (book", "sends BorrowBook (‸"),
        ("sends BorrowBook (book", "sends BorrowBook (book ‸"),
        ("into BookReturned()", "into ‸"),
        ("into BookReturned()", "‸"),
    ] {
        let [stale, fresh] = changed(LIBRARY, part, by);
        let (stale, fresh) = (labels(&stale), labels(&fresh));
        println!("{by:?}\n   {:?} … {}", &stale[..stale.len().min(14)], stale.len());
        if stale != fresh { println!("   FRESH {:?} … {}", &fresh[..fresh.len().min(14)], fresh.len()); }
    }
    panic!();
}
