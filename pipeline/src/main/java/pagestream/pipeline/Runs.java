package pagestream.pipeline;

/// Where it is written down what became of runs. Throws [PassingFaultException] when it cannot.
public interface Runs {
  void begin(RunHead head);

  /// Writes the outcome of a batch. The first one stands: a batch delivered again changes nothing.
  void add(Outcome outcome);
}
