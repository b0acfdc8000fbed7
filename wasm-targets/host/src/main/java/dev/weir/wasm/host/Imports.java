package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.HostCalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.HostFunction;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.ImportSection;

/**
 * The imports that the host provides: {@code env.proxy_some_name} is the method {@code someName} of
 * one of the four interfaces of {@link HostCalls}, and so is WASI's {@code random_get}. There are
 * no others.
 */
final class Imports {

  private static final String PREFIX = "proxy_";
  private static final String WASI = "wasi_snapshot_preview1";
  private static final String RANDOM = "random_get";

  private Imports() {}

  /** A function for each import; one that no proxy has or that nobody expects is an error. */
  static HostFunction[] of(WasmModule module, Set<String> expected, Supplier<HostCalls> host) {
    ImportSection section = module.importSection();
    HostFunction[] functions = new HostFunction[section.importCount()];
    for (int i = 0; i < functions.length; i++) {
      Import wanted = section.getImport(i);
      String name = wanted.name();
      boolean abi = wanted.module().equals("env") && name.startsWith(PREFIX);
      boolean wasi = wanted.module().equals(WASI) && name.equals(RANDOM);
      if (wanted.importType() != ExternalType.FUNCTION || !(abi || wasi)) {
        throw new IllegalStateException("no proxy has " + wanted.module() + "." + name);
      }
      if (!expected.contains(plain(name))) {
        throw new IllegalStateException(
            "the module imports " + name + ", which the test does not expect: " + expected);
      }
      FunctionType type = module.typeSection().getType(((FunctionImport) wanted).typeIndex());
      functions[i] = function(wanted, type, host);
    }
    return functions;
  }

  private static String plain(String name) {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  private static HostFunction function(Import wanted, FunctionType type, Supplier<HostCalls> host) {
    String name = wanted.name();
    Method part = null;
    Method method = null;
    for (Method next : HostCalls.class.getMethods()) {
      Method found = next.getReturnType().isInterface() ? method(next, camelCase(name)) : null;
      part = found == null ? part : next;
      method = found == null ? method : found;
    }
    if (part == null || method == null || method.getParameterCount() != type.params().size()) {
      throw new IllegalStateException("no proxy has env." + name + " " + type);
    }
    Method where = part;
    Method what = method;
    return new HostFunction(
        wanted.module(),
        name,
        type,
        (instance, arguments) ->
            new long[] {(int) invoke(what, invoke(where, host.get()), arguments(what, arguments))});
  }

  private static @Nullable Method method(Method part, String name) {
    return Arrays.stream(part.getReturnType().getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** As Wasm passes them: 32-bit ones in the lower half. */
  private static Object[] arguments(Method method, long[] wide) {
    Object[] arguments = new Object[wide.length];
    for (int i = 0; i < wide.length; i++) {
      boolean isInt = method.getParameterTypes()[i] == int.class;
      arguments[i] = isInt ? (Object) (int) wide[i] : (Object) wide[i];
    }
    return arguments;
  }

  private static Object invoke(Method method, Object target, Object... arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String part : plain(name).split("_", -1)) {
      camel.append(
          camel.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return camel.toString();
  }
}
