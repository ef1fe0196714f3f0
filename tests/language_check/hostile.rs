//! Texts that are made to cost more than they are worth.

/// So many pieces in a row.
fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

fn model(rest: String) -> String {
    format!("model \"m\"\n{rest}")
}

/// A model with a command that does this.
fn body(body: String) -> String {
    model(format!(
        "actor Ada\naggregate A(a: Id) {{ command C \"C\" by Ada () {{\n{body}\n}} }}"
    ))
}

/// What each does, and the text.
pub(crate) fn texts() -> Vec<(&'static str, String)> {
    [types(), names(), lifted(), repeated()].concat()
}

fn types() -> Vec<(&'static str, String)> {
    let doubling = many(40, |n| {
        format!("record R{} {{ a: R{n}, b: R{n} }}\n", n + 1)
    });
    let deep = many(3000, |n| format!("type T{} = List<T{n}>\n", n + 1));
    let large = many(150, |n| format!("f{n}: Int, "));
    let everywhere = many(900, |n| {
        format!("record S{n} {{ ..R }}\naggregate A{n}(a: Id) {{ state {{ ..R }} }}\n")
    });
    let fields = many(20_000, |n| format!("f{n}: Int, "));
    vec![
        (
            "types that double",
            model(format!("record R0 {{ n: Int }}\n{doubling}")),
        ),
        (
            "types that go deep",
            model(format!("type T0 = List<Int>\n{deep}")),
        ),
        (
            "large types",
            model(format!("record R {{ {large} }}\n{everywhere}")),
        ),
        (
            "fields without end",
            model(format!("record R {{ {fields} }}")),
        ),
    ]
}

fn names() -> Vec<(&'static str, String)> {
    let calculations = many(3000, |n| {
        format!("define f{}(n: Int): Int = f{n}(n)\n", n + 1)
    });
    let (long, longer) = ("a".repeat(100_000), "b".repeat(100_000));
    let blocks = format!("{}{}", "if true {\n".repeat(60), "}\n".repeat(60));
    vec![
        (
            "calculations in a row",
            model(format!("define f0(n: Int): Int = n\n{calculations}")),
        ),
        (
            "names without end",
            body(many(10_000, |n| format!("let x{n} = {n}\n"))),
        ),
        (
            "unknown names",
            body(many(8_000, |n| format!("let x{n} = yy{n}\n"))),
        ),
        (
            "a name without end",
            body(format!("let x = {long}\nlet y = {longer}")),
        ),
        ("blocks in blocks", body(blocks)),
    ]
}

fn lifted() -> Vec<(&'static str, String)> {
    let doubling = many(39, |n| {
        let next = n + 2;
        format!(
            "upcast E v{} () {{ into E v{next}()\n into E v{next}() }}\n",
            n + 1
        )
    });
    let event = |version: u32| format!("aggregate A(a: Id) {{ event E v{version} () }}\n");
    vec![
        (
            "old events that double",
            model(format!("{}{doubling}", event(40))),
        ),
        ("a version out of sight", model(event(4_000_000_000))),
    ]
}

/// Much that is looked up often, and is wrong in the end.
fn repeated() -> Vec<(&'static str, String)> {
    let fields = many(190, |n| format!("f{n}: Map<Text, List<Int>>, "));
    let columns = many(190, |n| format!("c{n}: Int\n"));
    let rows = many(8_000, |_| "row.c189 += 1\n".to_owned());
    let given = many(5_000, |_| "given E(\"a\")\n".to_owned());
    let clauses = many(8_000, |_| "on E { end }\n".to_owned());
    let cases = many(200, |n| {
        format!("enum E{n} {{ {} }}\n", many(60, |m| format!("C{m}, ")))
    });
    let uses = many(8_000, |_| "let x = C59\n".to_owned());
    let ids = many(1_500, |n| format!("command K{n}(x: Id) {{ }}\n"));
    let tables = many(1_500, |n| format!("read model R{n} (y: Id) {{ z: Int }}\n"));
    let event = format!("aggregate A(a: Id) {{ event E({fields}) }}\n");
    let wrong = "define wrong(): Int = true\n";
    let with = |rest: String| model(format!("{wrong}{event}{rest}"));
    vec![
        (
            "rows",
            with(format!(
                "read model R (a: Id) {{ {columns} on E {{ {rows} }} }}"
            )),
        ),
        (
            "given events",
            with(format!("spec \"s\" {{ {given} then no R[1] }}")),
        ),
        (
            "clauses",
            with(format!("process P by a: Id {{ {clauses} }}")),
        ),
        (
            "cases",
            model(format!(
                "{cases}aggregate A(a: Id) {{ command C() {{ {uses} }} }}"
            )),
        ),
        (
            "picks",
            model(format!("{wrong}{tables}aggregate A(a: Id) {{ {ids} }}")),
        ),
    ]
}
