package pagestream.pipeline;

/// Why something can never go on, said once: a code for machines, a sentence for people.
public record Rejection(Reason reason, String message) {}
