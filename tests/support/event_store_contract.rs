//! What every event store promises, as one suite: a runner opens a store and gives it to each case.
//!
//! A case is a function that takes an empty store. [`for_every_case`] lists each case by its name; a case that
//! is not listed is dead code, and the compiler says so.

#[path = "event_store_contract/appending.rs"]
pub(crate) mod appending;
#[path = "event_store_contract/caching.rs"]
pub(crate) mod caching;
#[path = "event_store_contract/extremes.rs"]
pub(crate) mod extremes;
#[path = "event_store_contract/filling.rs"]
pub(crate) mod filling;
#[path = "event_store_contract/given.rs"]
pub(crate) mod given;
#[path = "event_store_contract/noting.rs"]
pub(crate) mod noting;
#[path = "event_store_contract/reading.rs"]
pub(crate) mod reading;

/// Calls the macro `$run` with the room and the name of every case; it makes a test of each.
macro_rules! for_every_case {
    ($run:ident) => {
        $run! { appending:
            what_is_appended_reads_back_whole,
            any_version_always_appends,
            no_stream_appends_only_to_a_new_stream,
            stream_exists_appends_only_to_an_old_stream,
            exact_version_appends_only_to_that_version,
            a_conflict_names_the_events_that_won_and_writes_nothing,
            a_commit_with_a_malformed_event_leaves_nothing_behind,
            a_time_that_is_no_safe_integer_is_malformed,
            a_repeated_command_gets_the_first_answer,
            a_repeated_command_without_events_gets_the_first_answer,
            a_repeated_command_is_no_conflict,
            a_command_is_found_by_its_id,
            time_never_goes_backwards,
            branches_are_separate,
        }
        $run! { reading:
            unknown_and_empty_streams_have_no_events,
            a_stream_is_read_in_order_after_a_version,
            a_context_is_read_in_order_across_its_streams,
            private_commits_are_gaps_in_their_context,
            a_context_is_read_in_portions,
            history_holds_everything_in_one_order,
            history_is_read_in_portions,
        }
        $run! { noting:
            the_journal_keeps_every_kind_of_note,
            notes_and_decisions_without_events_are_anchored_and_numbered,
            a_note_takes_its_time_like_a_commit,
            a_note_at_a_time_out_of_range_leaves_nothing_behind,
            a_note_changes_no_stream_and_no_context,
        }
        $run! { filling:
            a_history_of_another_store_is_filled_in_whole,
            a_store_goes_on_after_what_it_was_filled_with,
            a_branch_on_which_something_happened_is_not_filled,
            a_history_with_a_gap_leaves_nothing_behind,
            a_history_that_repeats_a_command_leaves_nothing_behind,
        }
        $run! { extremes:
            ten_thousand_events_in_one_stream,
            any_text_is_a_name,
            names_that_look_alike_are_different,
            integers_beyond_two_to_the_53rd_stay_exact,
            a_payload_of_a_megabyte,
        }
        $run! { caching:
            a_snapshot_is_kept_and_replaced,
            a_snapshot_of_other_rules_is_ignored,
            snapshots_can_be_forgotten,
            a_trace_is_kept_by_its_moment,
        }
    };
}

pub(crate) use for_every_case;
