/** Rules of this house that no plugin has. */

/** Nest's decorators of what comes from outside, and is validated. */
const FROM_OUTSIDE = ['Body', 'Query', 'Param', 'Headers'];

/**
 * What a request is validated against is the class that the decorator's metadata name. Imported as a type it is gone at run
 * time, and everything passes validation.
 */
const requestTypesAreValues = {
  meta: { type: 'problem', schema: [], messages: { value: '{{name}} is what a request is validated against: import it as a value.' } },
  create(context) {
    const types = new Set();
    return {
      ImportSpecifier(node) {
        if (node.importKind === 'type' || node.parent.importKind === 'type') types.add(node.local.name);
      },
      'MethodDefinition > FunctionExpression'(node) {
        for (const parameter of node.params) {
          const name = parameter.typeAnnotation?.typeAnnotation?.typeName?.name;
          const outside = parameter.decorators?.some(({ expression }) => FROM_OUTSIDE.includes(expression.callee?.name));
          if (outside && types.has(name)) context.report({ node: parameter, messageId: 'value', data: { name } });
        }
      },
    };
  },
};

export const house = { rules: { 'request-types-are-values': requestTypesAreValues } };
