package pagestream.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Runs;

/// A stage that keeps what fails of a batch after the batch's outcome: the order that a processor
/// must not have.
final class KeptLast implements Failures {
  private final ThreadLocal<Collection<Failure>> failed = ThreadLocal.withInitial(List::of);
  private final Failures failures;
  private final Runs runs;

  KeptLast(Failures failures, Runs runs) {
    this.failures = failures;
    this.runs = runs;
  }

  @Override
  public void keep(Collection<Failure> more) {
    failed.set(more);
  }

  /// Runs to which outcomes are added before what failed is kept.
  Runs runs() {
    return (Runs)
        Proxy.newProxyInstance(
            Runs.class.getClassLoader(),
            new Class<?>[] {Runs.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(runs, arguments);
                if (method.getName().equals("add")) {
                  failures.keep(failed.get());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
