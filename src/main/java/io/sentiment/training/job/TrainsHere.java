package io.sentiment.training.job;

import io.sentiment.model.ReplicaRoles;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where {@code sentiment.roles} has the role train. */
final class TrainsHere implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                .bindOrCreate("sentiment", ReplicaRoles.class)
                .train();
    }
}
